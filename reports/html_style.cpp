#include "reports/html_parts.h"

namespace hallmark::reports {

// Every pair of text and background holds a contrast of at least 4.5:1, light and dark (WCAG 2.2, 1.4.3).
std::string_view html_style() {
  return R"css(
:root{color-scheme:light dark;--page:#fbfbfa;--card:#fff;--text:#1b1f24;--soft:#525a64;--line:#d9dce1;--link:#0b5394;
--good-bg:#e2f3e7;--good:#0d5427;--bad-bg:#fce4e4;--bad:#8c1313;--warn-bg:#fdf0cd;--warn:#664200;--tell-bg:#e9e6fa;
--tell:#41308c;--err-bg:#8c1313;--err:#fff;--none-bg:#eceef1;--none:#454c56}
@media (prefers-color-scheme:dark){:root{--page:#14171b;--card:#1b1f25;--text:#e7e9ec;--soft:#a9b1bc;--line:#363c45;
--link:#8cc2ff;--good-bg:#123821;--good:#a1e6b8;--bad-bg:#4b1618;--bad:#ffbdbd;--warn-bg:#3f2f06;--warn:#ffdf99;
--tell-bg:#2a2455;--tell:#d0c8ff;--err-bg:#ffb4b4;--err:#3d0709;--none-bg:#282d35;--none:#c4cad3}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header,footer{max-width:84rem;margin:0 auto;padding:0 1.25rem}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,input:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.5rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
h1{font-size:1rem;font-weight:600;color:var(--soft);margin:1.75rem 0 .5rem;overflow-wrap:anywhere}
h2{font-size:1.3rem;line-height:1.25;margin:2.75rem 0 .4rem}
h3{font-size:1rem;margin:1.25rem 0 .3rem}
p{margin:.4rem 0;max-width:75ch}
.soft{color:var(--soft)}
.verdict{display:flex;gap:1rem;align-items:flex-start;border-radius:.6rem;padding:1.1rem 1.3rem;margin:0;max-width:none;
font-size:1.45rem;line-height:1.3;font-weight:650;overflow-wrap:anywhere}
.verdict .sign{flex:none;font-size:1.6rem;line-height:1.2}
.headline{margin:.6rem 0 0;padding:.7rem 1.1rem .7rem 2.2rem;border-radius:.6rem;background:var(--warn-bg);color:var(--warn)}
.pass{background:var(--good-bg);color:var(--good)}.fail{background:var(--bad-bg);color:var(--bad)}
.warn{background:var(--warn-bg);color:var(--warn)}.inconclusive{background:var(--tell-bg);color:var(--tell)}
.error{background:var(--err-bg);color:var(--err)}.quiet{background:var(--none-bg);color:var(--none)}
.mark{display:inline-block;border-radius:.35rem;padding:.05rem .5rem;font-size:.85rem;font-weight:600;white-space:nowrap}
.bar{display:flex;height:.8rem;gap:2px;margin:1.1rem 0 .7rem;border-radius:.4rem;overflow:hidden}
.bar span{min-width:4px;background:currentColor}.bar .error{background:var(--err-bg)}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;margin:0;padding:0}
.counts li{border-radius:.5rem;padding:.35rem .8rem;font-size:.9rem}.counts b{font-size:1.15rem;margin-right:.15rem}
.about{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.25rem;margin:1.25rem 0;font-size:.92rem}
.about dt{color:var(--soft)}.about dd{margin:0;overflow-wrap:anywhere;min-width:0}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;margin:1rem 0 0;padding:.7rem 0;
border-block:1px solid var(--line);font-size:.92rem}
.scroll{overflow-x:auto;margin:.8rem 0;border:1px solid var(--line);border-radius:.5rem;background:var(--card)}
table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.4}
caption{text-align:left;padding:.6rem .8rem;color:var(--soft);caption-side:top}
th,td{text-align:left;vertical-align:top;padding:.45rem .8rem;border-top:1px solid var(--line)}
thead th{font-weight:600;color:var(--soft);white-space:nowrap;background:var(--card)}
tbody th{font-weight:600}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td .text,th .text{display:block;min-width:16rem;max-width:60ch;font-weight:400;overflow-wrap:anywhere}
.zero{color:var(--soft)}
.id{overflow-wrap:anywhere}
.rows th[scope=row]{min-width:15rem}
.filter{display:inline-flex;gap:.5rem;align-items:center;margin:.5rem 0;font-size:.92rem}
main:has(#only-odd-cells:checked) .matrix tr.fine,main:has(#only-odd-rows:checked) .rows tr.fine{display:none}
.legend{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;padding:0;margin:.6rem 0}
.matrix th[scope=row]{position:sticky;left:0;background:var(--card);min-width:9rem;max-width:15rem;border-right:1px solid var(--line)}
.matrix th[scope=row] span{display:block;font-weight:400;color:var(--soft);font-size:.82rem}
.matrix td{min-width:8.6rem;border-left:1px solid var(--line);border-top-color:var(--card)}
.matrix td>b{display:block}
.matrix td small{display:block;font-size:.8rem}
.matrix td details{font-size:.82rem;max-width:16rem;overflow-wrap:anywhere}
.matrix td.absent{color:var(--soft)}
summary{cursor:pointer}
.finding{border:1px solid var(--line);border-radius:.5rem;background:var(--card);margin:.55rem 0}
.finding>summary{padding:.6rem .9rem;overflow-wrap:anywhere}
.finding>summary b{margin:0 .3rem}
.finding>summary .why{display:block;margin:.25rem 0 0;color:var(--soft)}
.finding>div{padding:0 .9rem .9rem;border-top:1px solid var(--line)}
.reasons{list-style:none;padding:0;margin:.6rem 0}
.reasons li{margin:.45rem 0;padding-left:.8rem;border-left:3px solid var(--line);overflow-wrap:anywhere}
code,pre{font:.84rem/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
pre{margin:.3rem 0;padding:.6rem .8rem;background:var(--page);border:1px solid var(--line);border-radius:.4rem;
white-space:pre-wrap;overflow-wrap:anywhere;max-height:32rem;overflow-y:auto}
.replay{display:block;padding:.5rem .8rem;background:var(--page);border:1px solid var(--line);border-radius:.4rem;
overflow-wrap:anywhere;user-select:all}
.exchange{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(26rem,100%),1fr));gap:0 1rem}
.exchange>div{min-width:0}
.exchange h4{margin:.5rem 0 0;font-size:.85rem;color:var(--soft)}
footer{margin:3rem auto 2rem;color:var(--soft);font-size:.85rem}
@media (max-width:40rem){.about{grid-template-columns:1fr;gap:0}.about dd{margin-bottom:.5rem}.verdict{font-size:1.15rem}
th,td{padding:.4rem .55rem}.matrix th[scope=row]{min-width:6.5rem;max-width:8rem}td .text,th .text{min-width:12rem}}
@media print{body{font-size:10.5pt;background:#fff}nav,.filter,.skip{display:none}.scroll{overflow:visible;border:0}
details::details-content{content-visibility:visible;block-size:auto}pre{max-height:none}tr,.reasons li{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}thead{display:table-header-group}}
)css";
}

}  // namespace hallmark::reports
