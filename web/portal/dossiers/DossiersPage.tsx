import { lazy, Suspense } from 'react'
import { Skeleton } from '../../ui/index.ts'
import { subjectOfPage } from '../addresses.ts'
import { PortalPage } from '../frame/PortalPage.tsx'
import { MyDossiers } from './MyDossiers.tsx'

const DossierPage = lazy(async () => ({ default: (await import('../dossier/DossierPage.tsx')).DossierPage }))

/** `/ho-so`: the list; `/ho-so/<code>`: one of them. */
export function DossiersPage() {
  const code = subjectOfPage()
  if (code === '') return <MyDossiers />
  return (
    <Suspense fallback={<Waiting />}>
      <DossierPage code={code} />
    </Suspense>
  )
}

function Waiting() {
  return (
    <PortalPage title={undefined}>
      <Skeleton lines={['title', 'short', 'half', 'wide', 'wide', 'wide']} />
    </PortalPage>
  )
}
