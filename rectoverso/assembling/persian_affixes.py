"""What Persian words are put together from: endings, first and second halves, common nouns."""

from __future__ import annotations

from rectoverso.assembling.persian_words import HALF_SPACE

# Plural endings, longest first; what may be joined to a stem by a half-space only.
PLURALS = tuple(
    sorted(
        "ها های هایی هایم هایت هایش هایمان هایتان هایشان هاست هام".split(), key=len, reverse=True
    )
)
DEGREES = ("ترینهای", "ترینها", "ترهای", "ترها", "ترین", "تری", "تر")
# After a silent ه: the article, the copula, the possessives.
AFTER_HE = ("ای", "ام", "ات", "اش", "ایم", "اید", "اند", "است", "مان", "تان", "شان", "ایست")
AFTER_YE = ("ام", "ات", "اش", "اند", "ای", "ایم")
CLITICS = ("مان", "تان", "شان", "م", "ت", "ش")
# Second halves of compounds that are written with a half-space, whatever the first half.
SECONDS = tuple(
    sorted(
        """
        کننده دهنده شونده سازنده پذیر ناپذیر پذیری ناپذیری آمیز انگیز گذار گذاری گذاران گرا گرایی
        گرایانه گرایان سازی ساز سازان دار داری داران بندی بند نشین نشینی نشینان پرداز پردازی پردازان
        نویس نویسی نویسان نگار نگاری نگاران شناس شناسی شناسان شناسانه شناختی خواه خواهی خواهان
        خواهانه طلب طلبی طلبان طلبانه پرست پرستی پرستان پرستانه محور محوری مدار مداری مداران
        یافته یافتگی شده نشده کرده داده گرفته گرفتگی مانده ماندگی دیده دیدگان زده زدگی زدگان خورده
        باخته ساخته گفته رفته آمده افتاده بخش بخشی آور آوری آوران گیر گیری گیرنده یابی یاب
        رسانی رسان رسانه بازی ریزی ریز گویی گو گونه وار نامه نامه‌ای خانه فروش فروشی فروشان
        کنندگان دهندگان شوندگان کنندگی دهندگی گشته یافتنی کردن شدن دادن گرفتن نکردن
        نشدن ندادن ناشدنی نشدنی شدنی
        سالاری سالار سنجی سنج شکن شکنی کش کشی دوست دوستی دوستان دوستانه اندیش اندیشی اندیشان
        فرسا فرسایی گستر گستری آموز آموزی آموزان جو جویی جویان جویانه ورزی ورزان پوش پوشی
        گردی گرد گردان گردانی سوزی سوز بردار برداری برداران پرور پروری پروران کار کاری
        باوری باور باورانه مند منش منشی  خوانی خوان نما نمایی نمای آفرین آفرینی افزار
        چین چینی شماری شمار کوبی کوب یار یاری بین بینی بینانه زن زنی زنان پز پزی تراش تراشی
        فرمایی فرما نشانده نشاندگی سرایی تبار زاده زدا زدایی پیشه جمعی گزینی گزین آزاری آزار
        """.split(),
        key=len,
        reverse=True,
    )
)
# Second halves of surnames that are parted from a first half in ی: شریفی‌نسب.
SURNAMES = ("نژاد", "نسب", "تبار", "پور", "فرد", "نیا")
FIRSTS = tuple(
    """
    نیمه پیش پس بی هم میان نا فرا غیر کم پر تک چند دو سه خوش بد نیم به شبه ابر زیر بین فوق ضد خود
    هیچ همین همان چنان پنج شش هفت هشت ده بیست سی چهل پنجاه شصت
    """.split()
)
PREVERBS = ("فرو", "فرا", "باز", "بر", "در", "وا", "ور", "پیش", "پس")
PERSONS = ("م", "ی", "د", "یم", "ید", "ند")
TAILS = frozenset("ی ها های هایی هایش ان م ش ای تر ترین".split()) | {""}
VARYING = frozenset("پیش پس هم نیم پر کم خوش هوش تک چند".split())
VERBAL = (f"می{HALF_SPACE}", f"نمی{HALF_SPACE}")
# Both spellings are right; which one a book uses is a choice of its house.
HOUSE = frozenset("آنها اینها آنهایی اینهایی آنهاست اینهاست".split())
# Nouns in ه that are far more common than the noun without.
COMMON = frozenset(
    """
    خانه نامه گونه جمله زمینه ضربه جامعه دقیقه گوشه کوچه مصاحبه هدیه مرتبه واقعه بیانیه هاله خزانه
    قلعه هفته اندازه پرونده اداره نقطه مقاله وسیله مسئله مرحله رابطه برنامه مجموعه جلسه روزنامه
    طبقه جاذبه کرده داده پاره موزه
    انگیزه منظره کمینه فیروزه عمده زنده ماده ذره شماره سیاره پدیده
    قطره هزینه نتیجه دوره ویژه تازه منطقه حادثه تکه چهره
    نمونه پروژه چشمه پنجره سرمایه حمله رشته پایه حرفه
    """.split()
)
AFTER_PHRASES = frozenset(
    """
    که و را از به در با تا بر برای بود است نیست شد شدند شده کرد کردند کرده داشت دارد دارند نبود
    باشد باشند می نمی هم نیز یا اما ولی چون مانند جز بین میان حرکت خواهد بودند اند
    """.split()
)
ONE = frozenset("یک هیچ هر چنین همان چه".split())
MANY = frozenset("این همه برخی بعضی تمام همین اکثر".split())
# Prepositions that a typist runs into the next word.
LITTLE = ("در", "بر", "از", "بعد", "هر")
# The list has some of these with از run into them: بعداز.
BEFORE_FROM = frozenset("بعد غیر قبل پس پیش بیش".split())
# Little words and endings that are no half of a compound of its own making.
SHORT = frozenset("این آن هم بی به پی پیش دست خویش خود همین همان شان مان تان".split())
# What a joined تر makes another word of, no comparative: کلانتری, بزرگتر (an elder).
NO_DEGREES = frozenset("کلان بزرگ کوچک".split())
# These count or measure what stands behind them: سه‌ساله, ده‌دقیقه‌ای.
NUMBERS = frozenset("چند دو سه پنج شش هفت هشت ده بیست سی چهل پنجاه شصت".split())
