// name: stats.count_searchable(user_id)^
// Events at hand that recall can reach: the rows that the search structures would have.
MATCH (e:Event {user_id: $user_id}) WHERE e.searchable = true AND e.tier <> 'archive'
RETURN count(e) AS n
