-- What the processor takes apart from charges, refunds and disputes: an expense of the platform.
ALTER TYPE account_type ADD VALUE 'processor_costs' AFTER 'processing_fees';
ALTER TYPE transfer_kind ADD VALUE 'processor_charge' BEFORE 'adjustment';
