/* 事務局の画面のことば。用語は docs/terms.md。 */
import type { FacilityKind } from '../api/types';
import { applyJa } from './apply.ja';
import { mailJa } from './mail.ja';
import { overviewJa } from './overview.ja';
import { troubleJa } from './trouble.ja';

const kinds: Record<FacilityKind, string> = {
  care_manager_office: '居宅介護支援事業所', clinic: '診療所', community_support_center: '地域包括支援センター', day_service: '通所介護事業所',
  dental_clinic: '歯科診療所', home_helper: '訪問介護事業所', hospital: '病院', office: '事務局', pharmacy: '薬局',
  visiting_nurse_station: '訪問看護ステーション', other: 'その他の施設・事業所',
};

export const deskJa = {
  kinds,
  apply: applyJa,
  overview: overviewJa,
  about: 'このネットワークについて・お知らせ',
  title: '事務局',
  line: '患者さんのタイムラインは、事務局には表示されません。',
  back: '事務局の一覧へ',
  notYours: 'この画面は事務局の方だけが使えます。',
  places: {
    ...troubleJa.places,
    mail: mailJa.outbox.place,
    overview: 'いま待っていること', applications: '利用申込', changes: '職員の変更（様式3）', facilities: '施設・事業所', accounts: 'アカウント', attests: '在籍の確認（期限切れ）',
    notices: '公開ページのお知らせ', screenings: '患者情報の確認の件数', statistics: '利用状況の件数',
    documents: '文書',
    trainings: '研修会',
  },
  lines: {
    ...troubleJa.lines,
    mail: mailJa.outbox.placeLine,
    overview: '何が、誰の対応を待っているか', applications: '確認、修正のお願い、登録', changes: '施設からの届け出、受領',
    facilities: '施設管理者の人数、公開ページへの掲載、利用の終了',
    accounts: '手続きの進み、最後のログイン', attests: '期限を過ぎた施設・事業所、停止したアカウント', notices: 'どなたでも読めるページに載せます', screenings: '自由グループなどで止めた件数、報告の件数',
    statistics: '月ごとの投稿と利用の件数',
    documents: '新しい版の公開、確認の状況',
    trainings: '日にちと場所、参加した方の記録',
  },
  screenings: {
    line: '自由グループ、つながり、施設管理者グループで、患者さんの情報が入っていないかを確かめた結果の件数です。書かれた内容は残っていません。',
    none: 'この1年間はありません。',
    seats: '事務局・委員会',
    unknown: '種類なし',
    month: (year: number, month: number) => `${year}年${month}月`,
    kinds: {
      name: '患者さんのお名前', name_part: 'お名前の一部', name_other: 'どなたかのお名前', birth: '生年月日', phone: '電話番号', address: '住所',
      insurance: '医療保険の番号', care_insurance: '介護保険の番号', my_number: 'マイナンバー', chart: 'カルテ番号', email: 'メールアドレス',
      link: '患者タイムラインへのリンク',
    },
    outcomes: {
      refused: (n: number) => `止めました ${n}件`,
      asked: (n: number) => `確認を求めました ${n}件`,
      colleague: (n: number) => `職員・公の方と回答 ${n}件`,
      consent: (n: number) => `同意を確認 ${n}件`,
      reported: (n: number) => `報告 ${n}件`,
    },
  },
  notices: {
    line: 'どなたでも読めるページに載ります。患者さんやご家族のことは書かないでください。',
    look: '公開ページを見る',
    add: 'お知らせを書く',
    change: '修正する',
    withdraw: '取り下げる',
    withdrawTitle: 'このお知らせを取り下げますか',
    withdrawLine: '公開ページから消えます。この一覧には残ります。',
    words: { title: '見出し', body: '内容', from_on: '載せ始める日', until_on: '載せ終わる日（決めなくてもかまいません）' },
    missing: {
      title: '見出しを入力してください。', body: '内容を入力してください。', from_on: '載せ始める日を入力してください。', until_on: '',
    },
    bodyHint: '改行はそのまま載ります。',
    untilHint: 'この日まで載ります。',
    late: '載せ始める日より後の日にしてください。',
    publish: '公開ページに載せる',
    save: '修正を保存する',
    none: 'お知らせはまだありません。',
    states: { shown: '掲載中', waiting: '掲載期間の外', withdrawn: '取り下げ済み' },
    days: (from: string, until: string | null) => (until ? `${from}から${until}まで` : `${from}から`),
  },
  facilities: {
    staff: (n: number) => `職員 ${n}名`,
    listed: '公開ページに掲載中',
    unlisted: '公開ページには載せていません',
    noAdmin: '施設管理者がいません。すぐに施設へご連絡ください。',
    oneAdmin: '施設管理者が1名です。もう1名をお願いしてください。',
    listing: '公開ページへの掲載',
    listingLine: '様式1で同意をいただいたとおりに、または施設から申し出があったとおりに設定します。',
    list: '公開ページの一覧に載せる',
    area: '地域',
    areaHint: '例：本町。一覧に表示されます。',
    phone: (phone: string | null) => `電話番号も載せる（${phone ?? '登録がありません'}）`,
    save: '掲載のしかたを保存する',
  },
};
