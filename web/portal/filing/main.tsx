import { mount } from '../../ui/index.ts'
import { FilingPage } from './FilingPage.tsx'

mount(<FilingPage />)
