import { mount } from '../../ui/index.ts'
import { ConfirmationPage } from './ConfirmationPage.tsx'

mount(<ConfirmationPage />)
