"""What was decided for every noun of the web admin; a new noun needs a line here."""

# what the operator may do | what an officer of the park may do: view, add, change, delete
DECISIONS = {
    "account.EmailAddress": "vc |",
    "companies.Company": "vacd | vac",
    "companies.Opening": "vacd | vac",
    "companies.OpeningSkill": "v | v",
    "matching.Application": "v |",
    "matching.GraduateMatches": "v |",
    "matching.MatchAlarm": "v | v",
    "matching.MatchChange": "v |",
    "matching.MatchRun": "v | v",
    "matching.MatchShard": "v |",
    "matching.OpeningMatches": "v |",
    "parks.ChainStage": "vc | v",
    "parks.DegreeLevel": "vc | v",
    "parks.Discipline": "vc | v",
    "parks.FalseFriend": "vacd | v",
    "parks.Invitation": "va | va",
    "parks.LogEntry": "v | v",
    "parks.Membership": "vacd | vc",
    "parks.Occupation": "vc | v",
    "parks.Organisation": "vacd | vac",
    "parks.OutboxMail": "v |",
    "parks.Park": "vacd | vc",
    "parks.ParkHonour": "vacd | vac",
    "parks.Region": "vc | v",
    "parks.Skill": "vac | v",
    "parks.SkillAlias": "vacd | v",
    "parks.SkillGroup": "vc | v",
    "parks.SkillRelation": "vacd | v",
    "parks.User": "vacd |",
    "parks.Verification": "va | va",
    "parks.Vocabulary": "v | v",
    "talent.Disclosure": "v |",
    "talent.Document": "vd |",
    "talent.Education": "vacd |",
    "talent.Experience": "vacd |",
    "talent.Profile": "vacd |",
    "talent.ProfileGrant": "v |",
    "talent.SkillClaim": "vacd |",
    "talent.StudyProgramme": "vacd | vac",
    "talent.University": "vacd | vac",
    "talent.WantedPlace": "vacd |",
}
REFERENCE = {
    "parks.ChainStage",
    "parks.DegreeLevel",
    "parks.Discipline",
    "parks.FalseFriend",
    "parks.Occupation",
    "parks.Region",
    "parks.Skill",
    "parks.SkillAlias",
    "parks.SkillGroup",
    "parks.SkillRelation",
    "parks.Vocabulary",
}
OF_A_PARK = [
    label
    for label, deeds in DECISIONS.items()
    if "v" in deeds.split("|")[1] and label not in REFERENCE
]
