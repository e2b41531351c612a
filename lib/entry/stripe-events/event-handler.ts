/** Handles one event by its object's id (and account), reads it again, returns the log's sentence. */
export type EventHandler = (objectId: string, accountId: string | null) => Promise<string>;
