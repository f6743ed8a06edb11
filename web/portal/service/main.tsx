import { mount } from '../../ui/index.ts'
import { ServicePage } from './ServicePage.tsx'

mount(<ServicePage />)
