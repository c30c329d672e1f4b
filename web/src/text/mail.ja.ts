/* メールのことば。用語は docs/terms.md。 */
import type { MailCount } from '../api/types.gen';

const kinds: Record<MailCount['kind'], string> = {
  activation: 'アカウントのご案内', address: 'アドレス変更のお知らせ', application: '利用申込の受付', application_state: '利用申込の状況',
  codes: '予備コードのお知らせ', confirm: 'アドレスの確認', facility_end: '施設の利用終了のお知らせ', factor: '2要素認証のお知らせ',
  password: 'パスワードのお知らせ', password_link: 'パスワードの再設定のご案内',
};
const states: Record<MailCount['state'], string> = {
  queued: '送信待ち', sent: '送信済み', void: '送る必要がなくなりました', given_up: '送れませんでした',
};
const troubles: Record<NonNullable<MailCount['trouble']>, string> = {
  broken: '中継サーバーとの通信が切れました', later: '中継サーバーから、あとで送るように返答がありました', refused: '中継サーバーが受け付けませんでした',
  settings: '中継サーバーの設定に誤りがあります', sign_in: '中継サーバーにログインできません', tls: '中継サーバーと安全に接続できません',
  unknown: '届いたかどうか分からないため、もう一度送ります', unreachable: '中継サーバーに接続できません',
};

export const mailJa = {
  errors: { mail_off: 'メールの設定がありません。リンクは画面に表示して、ご本人にお渡しください。' } as Record<string, string>,
  kinds,
  states,
  troubles,
  title: 'メールアドレス',
  own: {
    line: 'パスワードや2要素認証が変わったときに、お知らせします。患者さんのことは、メールには書きません。',
    off: 'この地域では、メールの設定がまだありません。',
    none: 'まだ登録していません。',
    address: (address: string) => `登録済み：${address}`,
    pending: (address: string) => `確認待ち：${address}`,
    pendingLine: '確認のメールをお送りしました。メールのリンクを開くと、登録が終わります。',
    trouble: (why: string) => `メールをまだ送れていません。${why}。`,
    field: 'メールアドレス',
    wrong: 'メールアドレスの形をお確かめください。',
    set: '確認のメールを送る',
    change: '変更する',
    again: '確認のメールをもう一度送る',
    drop: '登録を取り消す',
    dropTitle: 'メールアドレスの登録を取り消しますか',
    dropLine: 'パスワードなどが変わっても、お知らせが届かなくなります。',
  },
  toSignIn: 'ログインへ進む',
  confirm: {
    title: 'メールアドレスの確認',
    line: 'このメールアドレスを、お知らせ先として登録します。',
    submit: '登録する',
    done: '登録が終わりました。この画面は閉じてかまいません。',
    gone: 'このリンクは使えません。期限が切れたか、すでに使われています。ログインして、メニューの「メールアドレス」から、確認のメールをもう一度送れます。',
  },
  invite: {
    field: 'メールアドレス（なくてもかまいません）',
    hint: '入力すると、はじめてのリンクをメールで送ります。入力しないときは、リンクを画面に表示します。',
    submit: 'メールで招待する',
    sentTitle: 'メールで招待しました',
    sentLine: (login: string) => `はじめてのリンクをメールで送ります。届かないときは、職員の一覧から送り直すか、リンクを作り直してお渡しください。ログイン名：${login}`,
    done: '一覧へ戻る',
    state: (address: string, state: string) => `メール ${state}：${address}`,
    again: 'メールで送り直す',
    againLine: '新しいリンクをメールで送ります。前のリンクは使えなくなります。',
  },
  apply: {
    field: 'メールアドレス（なくてもかまいません）',
    hint: '受付番号と続きのリンクをお送りします。メールのリンクを開くと、そのあとの状況もお知らせします。',
    admin: 'メールアドレス（施設管理者。なくてもかまいません）',
    adminHint: '登録が決まったときに、はじめてのリンクをお送りします。',
    wrong: 'メールアドレスの形をお確かめください。',
    confirmed: 'このあとの状況を、メールでもお知らせします。',
    sent: 'はじめてのリンクを、メールで送りました。',
  },
  outbox: {
    place: 'メール',
    placeLine: '送信待ちと、送れなかったメールの件数',
    line: '種類と件数だけを表示します。宛先と内容は表示しません。送れなかったメールは、自動でもう一度送ります。',
    off: 'メールの設定がありません。招待のリンクは画面に表示されますので、ご本人にお渡しください。設定はシステム担当にご相談ください。',
    demo: 'お試し用の地域では、メールはどこへも送られません。',
    demoLink: 'お試し用のメールを見る',
    none: 'この7日間に送ったメールはありません。',
    calm: '送信待ちのメールはありません。',
    waits: (n: number) => `送信待ちのメールが${n}件あります。`,
    waitsLine: '続くときは、システム担当にご連絡ください。',
    week: 'この7日間',
    now: 'いま待っているもの',
    count: (n: number) => `${n}件`,
    since: (at: string) => `最も古いもの：${at}`,
    newest: (at: string) => `最も新しいもの：${at}`,
  },
};
