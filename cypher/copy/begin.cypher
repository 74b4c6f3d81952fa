// name: copy.begin(lineage, now, source_lineage, source_revision, user_id)!
// Note that a copy begins: until it is finished nobody may use this memory.
//   lineage: of the graph that is made; source_*: of the graph that is read; now INT64 (epoch ms, UTC)
MERGE (c:Copy {id: $user_id})
SET c.lineage = $lineage, c.source_lineage = $source_lineage, c.source_revision = $source_revision,
    c.started_at = $now, c.step = 0, c.phase = '', c.after = '', c.tally = '{}'
