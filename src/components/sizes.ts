/** Below so many columns the short labels are used and details lie below instead of beside. */
export const NARROW_SCREEN = 110
