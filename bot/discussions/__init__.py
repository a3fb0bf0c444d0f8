"""Comments, revisions, counting and the closing policy. Pure: no Discord, no database, no clock."""
