// name: stats.count_tiers(user_id)
// Events of the user by tier.
MATCH (e:Event) WHERE e.user_id = $user_id
RETURN e.tier AS tier, count(e) AS n ORDER BY tier
