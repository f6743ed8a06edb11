import { mount } from '../../ui/index.ts'
import { HelpPage } from './HelpPage.tsx'

mount(<HelpPage />)
