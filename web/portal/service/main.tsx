import { mount } from '../../ui/index.ts'
import { addresses, subjectOfPage } from '../addresses.ts'
import { ServicePage } from './ServicePage.tsx'

if (subjectOfPage() === '') location.replace(addresses.home)
else mount(<ServicePage />)
