/* 施設管理者グループのことば。用語は docs/terms.md。 */
export const boardJa = {
  title: '施設管理者グループ',
  line: '事務局・委員会からのお知らせ',
  seats: { office: '事務局', committee: '在宅医療委員会' },
  none: 'お知らせはまだありません。',
  pick: '左の一覧から選んでください。',
  audience: (n: number, away: string) => `読む人：${n}名${away}`,
  closed: 'お知らせは事務局・委員会から届きます。返信は、それぞれのお知らせからできます。',
  confirm: '確認しました',
  confirmed: (n: number) => `確認しました ${n}名`,
  confirmations: '確認した方・まだの方',
  notYet: 'まだ確認していない方',
  done: '確認した方',
  of: (n: number, all: number) => `${all}名のうち${n}名が確認しました`,
};
