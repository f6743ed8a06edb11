import { mount } from '../../ui/index.ts'
import { HomePage } from './HomePage.tsx'

mount(<HomePage />)
