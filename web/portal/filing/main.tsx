import { mount } from '../../ui/index.ts'
import { addresses, subjectOfPage } from '../addresses.ts'
import { FilingPage } from './FilingPage.tsx'

if (subjectOfPage() === '') location.replace(addresses.myDossiers)
else mount(<FilingPage />)
