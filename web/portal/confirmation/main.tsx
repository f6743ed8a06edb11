import { mount } from '../../ui/index.ts'
import { addresses, subjectOfPage } from '../addresses.ts'
import { ConfirmationPage } from './ConfirmationPage.tsx'

if (subjectOfPage() === '') location.replace(addresses.myDossiers)
else mount(<ConfirmationPage />)
