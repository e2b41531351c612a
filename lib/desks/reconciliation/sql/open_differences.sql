-- What the last comparison found and nobody has explained, and whether it left something over that nothing
-- lists.
CREATE VIEW open_differences AS
  WITH last AS (SELECT id, unexplained FROM reconciliations WHERE status = 'done' ORDER BY id DESC LIMIT 1)
  SELECT d.key FROM last JOIN reconciliation_differences d ON d.run_id = last.id
  WHERE NOT coalesce((SELECT n.explains FROM difference_notes n WHERE n.difference_key = d.key
    ORDER BY n.id DESC LIMIT 1), false)
  UNION ALL
  SELECT 'unexplained ' || id FROM last WHERE unexplained;
