"""Clauses say their source in words that the public reads, and promise the steps that the site takes; what staff have changed stays."""

from django.db import migrations

SOURCES = {
    "网站维护制度第五章第二条缺，本站设计（R-MOD-9）": "本站对网站维护制度的补充",
    "网站维护制度第五章第三条（R-MOD-1 至 R-MOD-4）": "网站维护制度第五章第三条",
    "网站维护制度第五章第四条缺，本站设计（R-MOD-9）": "本站对网站维护制度的补充",
    "网站维护制度第五章第五条缺，本站设计（R-MOD-9）": "本站对网站维护制度的补充",
    "网站维护制度第五章第六条（R-MOD-5）": "网站维护制度第五章第六条",
    "网站维护制度第五章第七条（R-MOD-6）": "网站维护制度第五章第七条",
    "网站维护制度第五章第八条（R-MOD-7）": "网站维护制度第五章第八条",
    "网站维护制度第五章第九条（R-MOD-8）": "网站维护制度第五章第九条",
}
TEXTS = {
    "内容按采编、审核、签发三级办理，作者、审核人和签发人各负其责。": (
        "内容由采编人员撰写，由另一位工作人员审核；重大、敏感或有疑问的，再由中心主任签发。作者、审核人和签发人各负其责。"
    ),
}


def rewrite(apps, schema_editor):
    clauses = apps.get_model("moderation", "RuleClause").objects.using(schema_editor.connection.alias)
    for old, new in SOURCES.items():
        clauses.filter(source=old).update(source=new)
    for old, new in TEXTS.items():
        clauses.filter(text=old).update(text=new)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0005_reports_are_cases")]

    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
