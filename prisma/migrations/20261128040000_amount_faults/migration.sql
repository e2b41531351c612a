-- What is wrong with a price now says so more exactly; what a schedule found earlier keeps a sentence.
UPDATE item_drafts SET schedule_fault = replace(schedule_fault, 'priceUnreadable', 'amount_unreadable')
WHERE schedule_fault LIKE '%priceUnreadable%';
