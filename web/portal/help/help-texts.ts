import type { Texts, TextTable } from '../../i18n/index.ts'

export const helpTexts = {
  title: { vi: 'Trợ giúp', en: 'Help' },
  contents: { vi: 'Trong trang này', en: 'On this page' },
} as const satisfies TextTable

/** A question with its answer; the id is the anchor that links lead to. */
export interface HelpSection {
  id: string
  title: Texts
  paragraphs: readonly Texts[]
}

export const helpSections: readonly HelpSection[] = [
  {
    id: 'cach-nop',
    title: { vi: 'Nộp hồ sơ thế nào?', en: 'How do I file?' },
    paragraphs: [
      {
        vi: 'Chọn thủ tục ở trang đầu, đọc điều kiện và giấy tờ cần có, chọn nơi nộp rồi bấm «Bắt đầu nộp hồ sơ».',
        en: 'Choose the service on the first page, read what is needed, choose where to file, then press “Start filing”.',
      },
      {
        vi: 'Bạn điền từng bước. Mỗi câu trả lời được lưu ngay; bạn có thể dừng và điền tiếp sau, cũng có thể từ máy khác, trong «Hồ sơ của tôi».',
        en: 'You fill in step by step. Each answer is saved at once; you can stop and go on later, on another computer too, from “My dossiers”.',
      },
      {
        vi: 'Ở bước cuối, bạn xem lại tất cả, sửa chỗ cần sửa rồi nộp. Mã hồ sơ hiện ra ngay; tin nhắn đến khi hồ sơ được tiếp nhận.',
        en: 'In the last step you read everything again, mend what needs mending, and submit. The code appears at once; a message comes when the dossier is accepted.',
      },
    ],
  },
  {
    id: 'dang-nhap',
    title: { vi: 'Đăng nhập bằng gì?', en: 'How do I sign in?' },
    paragraphs: [
      {
        vi: 'Bằng số điện thoại di động. Chúng tôi gửi mã 6 chữ số qua tin nhắn; không có mật khẩu phải nhớ.',
        en: 'With your mobile number. We send a code of 6 digits by SMS; there is no password to remember.',
      },
      {
        vi: 'Không ai ở cơ quan hỏi mã này của bạn. Đừng đọc mã cho người khác.',
        en: 'Nobody at the office asks you for this code. Do not tell it to anybody.',
      },
      {
        vi: 'Chưa nhận được tin nhắn: kiểm tra lại số, đợi một phút rồi bấm «Gửi lại mã».',
        en: 'No message? Check the number, wait a minute, then press “Send another code”.',
      },
    ],
  },
  {
    id: 'chup-giay-to',
    title: { vi: 'Chụp giấy tờ thế nào?', en: 'How do I take pictures of papers?' },
    paragraphs: [
      {
        vi: 'Đặt giấy trên mặt bàn phẳng, đủ sáng, tắt đèn chớp. Chụp trọn bốn góc; chữ phải đọc được.',
        en: 'Lay the paper flat in good light without flash. Have all four corners in the picture; the writing must be readable.',
      },
      {
        vi: 'Mỗi giấy tờ có ghi loại tệp nhận được: thường là PDF, JPG hoặc PNG, có loại chỉ nhận PDF. Bản chính mang theo khi nhận kết quả.',
        en: 'Each paper says which files it takes: mostly PDF, JPG or PNG, some PDF only. Bring the originals when you collect the result.',
      },
    ],
  },
  {
    id: 'theo-doi',
    title: { vi: 'Theo dõi và bổ sung', en: 'Following and supplying' },
    paragraphs: [
      {
        vi: 'Đăng nhập và mở «Hồ sơ của tôi», hoặc tra cứu bằng mã hồ sơ và số điện thoại.',
        en: 'Sign in and open “My dossiers”, or track by code and phone number.',
      },
      {
        vi: 'Khi cần bổ sung, bạn nhận tin nhắn. Trang hồ sơ nêu từng điểm cùng lời của cán bộ; bạn sửa đúng những điểm đó và gửi một lần.',
        en: 'You get a message when something is to be supplied. The page names each point with the officer’s words; you change these and send once.',
      },
      {
        vi: 'Trong lúc chờ bạn, thời hạn giải quyết tạm dừng.',
        en: 'While it waits for you, the time limit stands still.',
      },
    ],
  },
  {
    id: 'nhan-ket-qua',
    title: { vi: 'Nhận kết quả', en: 'Collecting the result' },
    paragraphs: [
      {
        vi: 'Khi có kết quả, bạn nhận tin nhắn. Đến bộ phận một cửa nơi đã nộp, mang giấy tờ tuỳ thân, bản chính các giấy tờ đã gửi và phí (nếu có).',
        en: 'You get a message when the result is there. Come to the one-stop desk where you filed, with your identity document, the originals of what you sent, and the fee, if any.',
      },
      {
        vi: 'Sau khi nhận, bản điện tử tải được trong trang hồ sơ.',
        en: 'After that an electronic copy can be downloaded from the page of the dossier.',
      },
    ],
  },
  {
    id: 'den-truc-tiep',
    title: { vi: 'Đến trực tiếp', en: 'In person' },
    paragraphs: [
      {
        vi: 'Bộ phận một cửa làm việc 8:00–11:30 và 13:00–16:30, thứ Hai đến thứ Sáu, trừ ngày lễ. Ở đó có máy tính, máy quét và người giúp bạn nộp hồ sơ, không mất tiền.',
        en: 'The one-stop desk is open 8:00–11:30 and 13:00–16:30, Monday to Friday, except public holidays. There are a computer, a scanner and people who help you file, free of charge.',
      },
    ],
  },
  {
    id: 'thong-tin-ca-nhan',
    title: { vi: 'Bảo vệ thông tin cá nhân', en: 'Privacy' },
    paragraphs: [
      {
        vi: 'Những gì bạn khai chỉ dùng để giải quyết hồ sơ. Người xem được là bạn và cán bộ đang giải quyết; mỗi lần xem được ghi lại.',
        en: 'What you fill in is used for your dossier only. You and the officers who work on it can see it; each look is recorded.',
      },
      {
        vi: 'Tra cứu bằng mã và số điện thoại chỉ cho biết trạng thái và ngày, không có họ tên hay nội dung đã khai.',
        en: 'Tracking by code and phone shows status and dates only, no name and no answer.',
      },
      {
        vi: 'Trên máy dùng chung, hãy bấm «Đăng xuất» khi xong.',
        en: 'On a shared computer, press “Sign out” when you are done.',
      },
    ],
  },
  {
    id: 'gop-y',
    title: { vi: 'Góp ý, khiếu nại', en: 'Comments, complaints' },
    paragraphs: [
      {
        vi: 'Góp ý với bộ phận một cửa nơi nộp hồ sơ. Không đồng ý với kết quả hoặc cách giải quyết, bạn có quyền khiếu nại đến người đứng đầu đơn vị theo Luật Khiếu nại.',
        en: 'Speak to the one-stop desk where you filed. If you do not agree with the result or the way it was reached, you have the right to complain to the head of the unit under the Law on Complaints.',
      },
    ],
  },
  {
    id: 'moi-nguoi',
    title: { vi: 'Trang này dùng được cho mọi người thế nào', en: 'Accessibility' },
    paragraphs: [
      {
        vi: 'Mọi việc làm được bằng bàn phím và bằng phần mềm đọc màn hình; chữ phóng to được đến 200% mà không mất nội dung; màu không bao giờ là dấu hiệu duy nhất.',
        en: 'Everything works with the keyboard and with screen readers; text can be enlarged to 200% without loss; colour is never the only sign.',
      },
      {
        vi: 'Có chỗ nào khó dùng, hãy báo bộ phận một cửa; ở đó có người cùng làm với bạn.',
        en: 'If something is hard to use, tell the one-stop desk; there are people who do it together with you.',
      },
    ],
  },
]
