/** A text cannot be read as a request. The message is a sentence for the reader. */
export class Unreadable extends Error {}
