import { mount } from '../../ui/index.ts'
import { DossiersPage } from './DossiersPage.tsx'

mount(<DossiersPage />)
