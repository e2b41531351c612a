/** Handles one event. Is given the object's id alone and reads the rest anew; returns the sentence to log. */
export type EventHandler = (objectId: string) => Promise<string>;
