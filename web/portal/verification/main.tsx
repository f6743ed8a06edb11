import { mount } from '../../ui/index.ts'
import { VerificationPage } from './VerificationPage.tsx'

mount(<VerificationPage />)
