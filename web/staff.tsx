import './ui/desk.css'
import './forms/forms.css'
import './tasklist/desk.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { BrowserRouter, Navigate, Route, Routes } from 'react-router'
import { CounterPage } from './counter/CounterPage.tsx'
import { OperationsPage } from './operations/OperationsPage.tsx'
import { AssignmentsPage } from './tasklist/AssignmentsPage.tsx'
import { SignInPage } from './tasklist/SignInPage.tsx'
import { StaffOnly } from './tasklist/StaffOnly.tsx'
import { TasksPage } from './tasklist/TasksPage.tsx'
import { startTheme } from './tasklist/theme.ts'
import { mount } from './ui/index.ts'

startTheme()
// The client of the API asks again by itself; twice the patience would only delay the words.
const queries = new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 1_000 } } })

mount(
  <QueryClientProvider client={queries}>
    <BrowserRouter basename="/can-bo">
      <Routes>
        <Route path="/dang-nhap" element={<SignInPage />} />
        <Route path="/hop-viec" element={<StaffOnly>{(person) => <TasksPage person={person} />}</StaffOnly>} />
        <Route path="/phan-cong" element={<StaffOnly>{(person) => <AssignmentsPage person={person} />}</StaffOnly>} />
        <Route path="/nhan-ho-so" element={<StaffOnly>{(person) => <CounterPage person={person} />}</StaffOnly>} />
        <Route path="/van-hanh" element={<StaffOnly>{(person) => <OperationsPage person={person} />}</StaffOnly>} />
        <Route path="*" element={<Navigate to="/hop-viec" replace />} />
      </Routes>
    </BrowserRouter>
  </QueryClientProvider>,
)
