/** Seconds of a day: certificates are judged in whole days of UTC. */
export const DAY = 86_400
