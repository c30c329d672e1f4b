/** As the server asks for it; the server has the last word. */
export function passwordFits(password: string): boolean {
  return [...password].length >= 12 && /[0-9]/.test(password) && /[^0-9]/.test(password);
}
