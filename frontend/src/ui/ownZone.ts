/** The time zone of this very device: an account is of no programme. */
export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
