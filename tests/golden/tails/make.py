"""Tails and quantiles to 20 digits with mpmath 1.3 (40 digits of working
precision), written to values.json: python3 make.py > values.json"""
import json
from mpmath import mp, mpf, erfc, sqrt, betainc, gammainc, quad, exp, log, pi, ncdf, findroot, inf, loggamma, asin, sin, cos

mp.dps = 40
out = []


def put(function, args, value):
    out.append({"function": function, "args": [float(a) for a in args], "value": mp.nstr(value, 20)})


def student_two(t, df):
    t, df = mpf(t), mpf(df)
    if df < 2000:
        return betainc(df / 2, mpf(1) / 2, 0, df / (df + t * t), regularized=True)
    # The density integrated: the series of the beta integral is too long here.
    c = exp(loggamma((df + 1) / 2) - loggamma(df / 2)) / sqrt(df * pi)
    f = lambda s: (1 + s * s / df) ** (-(df + 1) / 2)
    w = 1 / max(t, 1)
    return 2 * c * quad(f, [t + k * w for k in (0, 1, 2, 4, 8, 16, 32, 64, 128)])


for t in ["0.001", "0.5", "1", "1.96", "2.5", "4", "8", "20", "37"]:
    for df in ["1", "2", "3", "5", "10", "23", "24.5", "100", "1000", "1e4", "1e6"]:
        t_, df_ = float(t), float(df)
        if df_ > 1000 and t_ > 20:
            continue
        put("student_two_sided", [t_, df_], student_two(t_, df_))

for upper in [0.4, 0.25, 0.1, 0.05, 0.025, 0.005, 1e-6, 1e-12]:
    put("normal_quantile_upper", [upper], sqrt(2) * mp.erfinv(1 - 2 * mpf(upper)))
    for df in [1, 2, 3, 7, 23, 24, 100, 1000]:
        q, d = mpf(upper), mpf(df)
        lo, hi = mpf(0), mpf(1)
        while student_two(hi, d) > 2 * q:
            hi *= 2
        put("student_quantile_upper", [upper, df], findroot(lambda t: log(student_two(t, d)) - log(2 * q), (lo + (hi - lo) / 4, hi), solver="anderson", tol=1e-60, verify=False))

for z in [0, 0.1, 1, 1.96, 3, 5, 10, 20, 37]:
    put("normal_upper", [z], erfc(mpf(z) / sqrt(2)) / 2)
    put("normal_two_sided", [z], erfc(mpf(z) / sqrt(2)))

for x in [0.001, 0.1, 1, 3.84, 10, 50, 200, 1000]:
    for df in [1, 2, 3, 4, 5, 9, 19, 50, 200]:
        put("chi_squared_upper", [x, df], gammainc(mpf(df) / 2, mpf(x) / 2, inf, regularized=True))

for f in [0.01, 0.5, 1, 2, 4, 10, 100, 1000]:
    for d1, d2 in [(1, 1), (1, 10), (2, 24), (24, 24), (24, 25), (5, 3), (24, 24.48), (100, 200), (3, 500)]:
        x = mpf(d1) * mpf(f) / (mpf(d1) * mpf(f) + mpf(d2))
        put("f_upper", [f, d1, d2], betainc(mpf(d2) / 2, mpf(d1) / 2, 0, 1 - x, regularized=True))

for upper in [0.975, 0.5, 0.1, 0.025, 0.005]:
    for d1, d2 in [(1, 10), (2, 24), (24, 24), (5, 3), (24, 24.48), (100, 200)]:
        g = lambda f: log(betainc(mpf(d2) / 2, mpf(d1) / 2, 0, mpf(d2) / (mpf(d1) * f + mpf(d2)), regularized=True)) - log(mpf(upper))
        lo, hi = mpf("1e-9"), mpf(1)
        while g(hi) > 0:
            hi *= 2
        for _ in range(140):
            middle = (lo + hi) / 2
            lo, hi = (middle, hi) if g(middle) > 0 else (lo, middle)
        put("f_quantile_upper", [upper, d1, d2], (lo + hi) / 2)


def noncentral_t(t, df, delta):
    """P(T <= t) = integral over s = sqrt(chi2/df) of Phi(t s - delta)."""
    t, df, delta = mpf(t), mpf(df), mpf(delta)
    logc = log(mpf(2)) + (df / 2) * log(df / 2) - loggamma(df / 2)
    f = lambda s: exp(logc + (df - 1) * log(s) - df * s * s / 2) * ncdf(t * s - delta)
    w = 1 / sqrt(2 * df)
    cuts = sorted(set([mpf(0)] + [max(mpf(0), 1 + k * w) for k in (-12, -8, -5, -3, -1, 0, 1, 3, 5, 8, 12, 18)]))
    return quad(f, cuts)


for df in [2, 5, 24, 26, 100, 213]:
    for delta in [0.5, 3.0, 9.8, 20.0]:
        for shift in [-1, 0, 1.5]:
            t = delta + shift
            put("noncentral_t_lower", [t, df, delta], noncentral_t(t, df, delta))


def bivariate(h, k, r):
    """Phi2(h, k; r) by Plackett's identity."""
    h, k, r = mpf(h), mpf(k), mpf(r)
    f = lambda a: exp(-(h * h + k * k - 2 * h * k * sin(a)) / (2 * cos(a) ** 2))
    top = asin(r)
    return ncdf(h) * ncdf(k) + quad(f, [top * j / 16 for j in range(17)]) / (2 * pi)


for h, k in [(0, 0), (1, 1), (-1, 0.5), (2, -2), (0.3, 0.3), (-3, -2.5)]:
    for r in [-0.99, -0.5, 0.0, 0.2, 0.8, 0.95, 0.999]:
        put("bivariate_normal_lower", [h, k, r], bivariate(h, k, r))

print("[\n" + ",\n".join(json.dumps(r) for r in out) + "\n]")
