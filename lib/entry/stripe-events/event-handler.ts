/**
 * Handles one event. Is given the object's id, and for an event of a connected account that account's; reads
 * the rest anew and returns the sentence to log.
 */
export type EventHandler = (objectId: string, accountId: string | null) => Promise<string>;
