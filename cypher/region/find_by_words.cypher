// name: region.find_by_words(user_id, words, limit, as_of, known_at, session_id, tiers)
// Events of the user that hold some of the words, best first. $words: plain words with blanks.
CALL db.index.fulltext.queryNodes('event_text', $words) YIELD node, score
WITH node AS e, score
WHERE e.user_id = $user_id AND e.searchable = true AND e.occurred_at <= $as_of
  AND e.recorded_at <= $known_at AND e.tier IN $tiers
  AND ($session_id IS NULL OR e.session_id = $session_id)
RETURN e.id AS id, score AS score ORDER BY score DESC, id LIMIT $limit
