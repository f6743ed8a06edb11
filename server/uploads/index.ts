export { receiveUpload, type UploadOwner } from './receive.ts'
