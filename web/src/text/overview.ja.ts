/* 事務局の「いま待っていること」、施設、アカウント、件数のことば。用語は docs/terms.md。 */
import type { AccountLine, DeskWaiting, Statistic } from '../api/types.gen';

const kinds: Record<DeskWaiting['kind'], string> = {
  applications: '利用申込', incidents: 'トラブル連絡', erasures: '完全削除の依頼', objections: '完全削除への異議', factor_resets: '2要素認証のリセット',
  no_admin: '施設管理者がいない施設', one_admin: '施設管理者が1名の施設', links: '開かれていない「はじめてのリンク」',
  gates: '利用開始までの手続きの途中', pledges: '誓約書（様式4）の記録がない・前の版のまま',
  warnings: '確認を待っている注意・指導', stops: '停止中のアカウント',
  changes: '受領前の職員の変更（様式3）', attests: '期限を過ぎた在籍の確認', mails: '届けられていないメール',
};
const whos: Record<DeskWaiting['who'], string> = {
  office: '事務局', committee: '委員会', facility: '施設管理者', person: 'ご本人', applicant: '申込者', clinic: '医療機関', attending: '主治医',
  approver: '承認できる方', time: '期日待ち', none: '―',
};
const measures: Record<Statistic['measure'], string> = {
  posts_care: '患者タイムラインの投稿', posts_family: '患者・家族タイムラインの投稿', posts_circle: '自由グループの投稿', posts_tie: 'つながりの投稿',
  posts_board: '施設管理者グループの投稿', active: 'ログインした方', timelines: '新しいタイムライン', refused: '患者情報のため止めた投稿',
};
const states: Record<AccountLine['state'], string> = { active: '利用中', invited: 'はじめてのリンク待ち', disabled: '使えません', stopped: '停止中' };

export const overviewJa = {
  waiting: {
    line: 'いま誰かの対応を待っていることの件数です。事務局が対応するものには、しるしが付いています。',
    lineCommittee: 'いま誰かの対応を待っていることの件数です。委員会が対応するものには、しるしが付いています。',
    none: 'いま待っていることはありません。',
    count: (n: number) => `${n}件`,
    who: '対応する方',
    since: (day: string) => `いちばん古いもの：${day}から`,
    yours: 'こちらで対応します',
    open: '開く',
    kinds,
    whos,
  },
  facilities: {
    line: '施設管理者は1名以上必要です。できれば2名をお願いしてください。',
    search: '施設の名前・地域で探す',
    onlyWanting: (n: number) => `確認が必要な施設だけを表示する（${n}か所）`,
    none: '当てはまる施設・事業所はありません。',
    gates: (n: number) => `手続きの途中 ${n}名`,
    invited: (n: number) => `リンク待ち ${n}名`,
    unpledged: (n: number) => `誓約書の記録なし ${n}名`,
    oldPledges: (n: number) => `誓約書が前の版 ${n}名`,
    relation: (words: string) => `市内の患者さんとの関わり：${words}`,
    ended: (day: string) => `${day}に利用を終了しました`,
    day: (phone: string) => `電話 ${phone}`,
    night: (phone: string) => `夜間・休日 ${phone}`,
    head: (name: string) => `施設長 ${name}`,
    change: '登録内容を変更する',
    changeLine: '施設から届け出があったとおりに直します。タイムラインの参加者に表示される名前と電話番号も変わります。',
    fields: {
      name: '施設・事業所の名前', phone_day: '電話（日中）', phone_night: '電話（夜間・休日）', address: '所在地', head: '施設長（役職とお名前）',
      relation: '市内の患者さんとの関わり',
    },
    missing: (what: string) => `${what}を入力してください。`,
    changeTaken: 'ほかの方が先に変更しました。閉じて、最新の内容をお確かめください。',
    save: '変更を保存する',
    end: '利用を終了する',
    endTitle: 'この施設・事業所の利用を終了しますか',
    endLine: (staff: number) =>
      `職員${staff}名の所属がすぐに終わり、ログイン中の画面も閉じます。元に戻すことはできません。書かれた投稿は、それぞれのチームに残ります。`,
    endAttended: (n: number) => `この施設の主治医が受け持つタイムラインが${n}件あります。先に主治医の交代をお願いしてください。`,
    endTold: '施設の方に、終了する日をお伝えしました',
    endToldMissing: '先に施設の方へお電話などでお伝えください。',
    endTaken: 'ほかの方が先に終了しました。最新の内容を表示しています。',
  },
  accounts: {
    line: '職員と、事務局・委員会の方のアカウントの状態です。書かれた内容や、患者さんのことは表示されません。',
    search: 'お名前・ふりがな・施設で探す',
    onlyMissing: (n: number) => `手続きが残っている方だけを表示する（${n}名）`,
    patientSide: (n: number) => `このほかに、ご本人・ご家族のアカウントが${n}件あります。お名前は事務局には表示されません。`,
    shown: (n: number, of: number) => `${of}名のうち${n}名`,
    more: 'さらに表示する',
    none: '当てはまる方はいません。',
    states,
    admin: '施設管理者',
    lastMonth: (year: number, month: number) => `最後のログイン：${year}年${month}月`,
    never: 'まだログインしていません',
  },
  statistics: {
    title: '利用状況の件数',
    menu: '自施設の利用状況',
    line: '件数だけを表示します。書かれた内容やお名前は、どこにも出ません。完全削除されたものは数えません。',
    lineFacility: '自施設の件数です。どなたが書いたかが分からないように、1・2件は「1–2」、関わった方が3名より少ないものは「少人数」と表示します。',
    month: '月',
    monthOf: (year: number, month: number) => `${year}年${month}月`,
    table: '月ごとの件数',
    chart: (what: string) => `${what}の棒グラフ。数は下の表にあります。`,
    groups: { facilities: '施設・事業所の種別', people: '職員の職種' },
    groupHead: { kind: '種別', count: '数' },
    patientSide: 'ご本人・ご家族',
    few: '1–2',
    hidden: '少人数',
    none: 'この1年間の記録はまだありません。',
    sheet: '印刷用に表示する',
    print: '印刷する',
    asOf: (day: string) => `${day}現在`,
    measures,
  },
};
