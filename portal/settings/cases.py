"""Settings of cases and of what people say of the services: time limits, and how long what names them is kept.

The environment's names stand in README.md. The director sets other limits in the back office (:class:`portal.cases.models.TimeLimit`).
"""

from portal.settings import env

# Hours within which a report of the public gets its outcome (CAC order 5 art. 16: handle and feed back; the house's own limit).
REPORT_HOURS = env.whole("REPORT_HOURS", 72)
# Shares of a case's time, in per cent, after which who is in charge is warned, and the hours of a working day in which that is done (the
# house's own).
CASE_WARNING_PERCENTS = (50, 80)
CASE_OFFICE_HOURS = (8, 18)
# Files that one form of a case takes, and that one case keeps (the house's own).
CASE_FILES = 3
CASE_MOST_FILES = 12
# Counts below this are not public: they might say who asked (the house's own).
CASE_SMALL_COUNT = 5
# Days after the end of a questionnaire for which what people wrote is kept; the counts stay (the house's own).
SURVEY_TEXT_DAYS = env.whole("SURVEY_TEXT_DAYS", 365)
# Clock hours within which whoever was not content is called back, where the director has set no other limit (R-CONS-7: within a day).
CASE_CALL_BACK_HOURS = env.whole("CASE_CALL_BACK_HOURS", 24, least=1)
# Reports that one network address may send in an hour; a village behind one address still gets through.
REPORTS_PER_HOUR = env.whole("REPORTS_PER_HOUR", 10)
# Working days within which a service request is done, and within which a provider says whether it takes one; days after its end for which
# it keeps name, phone and what was written (the house's own).
SERVICE_REQUEST_DAYS = env.whole("SERVICE_REQUEST_DAYS", 10, least=1)
PROVIDER_ANSWER_DAYS = env.whole("PROVIDER_ANSWER_DAYS", 2, least=1)
SERVICE_REQUEST_KEPT_DAYS = env.whole("SERVICE_REQUEST_KEPT_DAYS", 365, least=1)
# Clock hours within which a question gets its answer (S1 B§7(4): 原则上48小时内给予回应); working days within which a department that
# has it owes its result; days after its end for which it keeps name, phone and what was written (both the house's own).
CONSULTATION_HOURS = env.whole("CONSULTATION_HOURS", 48, least=1)
CONSULTATION_RESULT_DAYS = env.whole("CONSULTATION_RESULT_DAYS", 5, least=1)
CONSULTATION_KEPT_DAYS = env.whole("CONSULTATION_KEPT_DAYS", 365, least=1)
# Working days within which a complaint is settled once it is accepted (S1 ch.6 五: 五个工作日内), and within which it is accepted; days
# after the answer in which the complainant may say whether it is settled, before the case is closed; days after which it goes into the
# archive, and after which it keeps no name, phone, words and files (all but the first the house's own).
COMPLAINT_DAYS = env.whole("COMPLAINT_DAYS", 5, least=1)
COMPLAINT_ACCEPT_DAYS = env.whole("COMPLAINT_ACCEPT_DAYS", 1, least=1)
COMPLAINT_CONFIRM_DAYS = env.whole("COMPLAINT_CONFIRM_DAYS", 10, least=1)
COMPLAINT_ARCHIVE_DAYS = env.whole("COMPLAINT_ARCHIVE_DAYS", 60, least=1)
COMPLAINT_KEPT_DAYS = env.whole("COMPLAINT_KEPT_DAYS", 365, least=1)
# Working days within which an application for membership is decided; days after that for which it keeps contact, reasons and papers (the
# house's own).
MEMBERSHIP_DAYS = env.whole("MEMBERSHIP_DAYS", 10, least=1)
MEMBERSHIP_KEPT_DAYS = env.whole("MEMBERSHIP_KEPT_DAYS", 365, least=1)
# Working days within which who wants to settle gets a clear answer (S1 ch.8 五); days before the end of a signed year on which the people
# are told; days after its end for which an application keeps what names people (both the house's own).
SETTLEMENT_DAYS = env.whole("SETTLEMENT_DAYS", 5, least=1)
SETTLEMENT_REMINDER_DAYS = env.whole("SETTLEMENT_REMINDER_DAYS", 30, least=1)
SETTLEMENT_KEPT_DAYS = env.whole("SETTLEMENT_KEPT_DAYS", 365, least=1)
# The figures of the rules until the director sets others: sales in units of 10,000 yuan from which a year is free of rent
# (S1 ch.8 三(一)1), the deposit in yuan (二(三)1), years of a stay as a rule and at most (二(三)2).
SETTLEMENT_TERMS = {"sales_1": 50, "sales_2": 100, "sales_3": 200, "deposit": 2000, "years": 2, "most_years": 3}
# Working days within which an opinion is handled; days after its end for which it keeps a phone (both the house's own).
OPINION_DAYS = env.whole("OPINION_DAYS", 10, least=1)
OPINION_KEPT_DAYS = env.whole("OPINION_KEPT_DAYS", 365, least=1)
