import { mount } from '../../ui/index.ts'
import { TrackingPage } from './TrackingPage.tsx'

mount(<TrackingPage />)
