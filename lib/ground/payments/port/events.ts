/**
 * What a processor tells us of: the thing by its reference, which is read again. The rest may be old by the
 * time it arrives.
 */
export interface ProcessorEvent {
  id: string;
  type: string;
  objectId: string | null;
  /** When it happened on a creator's account. */
  accountId: string | null;
  /** When the processor made it. */
  createdAt: Date;
}

export interface Events {
  /**
   * What a delivery says, once the processor has signed it; null for a body that it did not sign, signed too
   * long ago, or that is no event.
   */
  verifyEvent(rawBody: string, signature: string | null): ProcessorEvent | null;
}
