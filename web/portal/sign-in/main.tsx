import { mount } from '../../ui/index.ts'
import { SignInPage } from './SignInPage.tsx'

mount(<SignInPage />)
