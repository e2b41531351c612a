-- A step makes up to twelve sums of each row and adds up equal ones first: in memory, or it takes twice as long.
ALTER FUNCTION roll_up_unlocks(bigint, int) SET work_mem = '64MB';
ALTER FUNCTION roll_up_refunds(bigint, int) SET work_mem = '64MB';
ALTER FUNCTION roll_up_views(bigint, int) SET work_mem = '64MB';
