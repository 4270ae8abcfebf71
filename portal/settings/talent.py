"""Settings of jobs, résumés and practice places. docs/talent.md explains each; the environment's names stand in README.md too."""

from portal.settings import env

# Longest and usual term of a job post in days (the notice of January 2026 asks for a last day and gives no number; the house's own).
JOB_MAX_DAYS = env.whole("JOB_MAX_DAYS", 60, least=1)
JOB_DEFAULT_DAYS = env.whole("JOB_DEFAULT_DAYS", 30, least=1)
# Days before a post's last day on which its poster is told (issue text, "7 days before").
JOB_REMINDER_DAYS = env.whole("JOB_REMINDER_DAYS", 7, least=1)
# Days within which an applicant is owed an answer (peers.md §3, 9; the house's own).
ANSWER_DAYS = env.whole("ANSWER_DAYS", 10, least=1)
# Days for which the employer may read a résumé after its decision or the end of the post (PIPL art. 19; the house's own).
RESUME_READABLE_DAYS = env.whole("RESUME_READABLE_DAYS", 30, least=0)
# Largest résumé file in megabytes, and most pages of a PDF (the house's own).
RESUME_FILE_MB = env.whole("RESUME_FILE_MB", 5, least=1)
RESUME_FILE_PAGES = env.whole("RESUME_FILE_PAGES", 10, least=1)
# Days for which a job-wanted notice is shown (the house's own).
WANTED_DAYS = env.whole("WANTED_DAYS", 60, least=1)
# Days before a notice's last day on which its author is told (the house's own).
WANTED_REMINDER_DAYS = env.whole("WANTED_REMINDER_DAYS", 7, least=1)
# Days for which only members of verified enterprises see a recommended person (R-TAL-4, "to verified employers first"; the house's own).
TALENT_EMPLOYERS_FIRST_DAYS = env.whole("TALENT_EMPLOYERS_FIRST_DAYS", 7, least=0)
