/** How the pages look: one calm column, readable from 320 pixels on, every state told by more than color. */
export const STYLE = `*{box-sizing:border-box}
[hidden]{display:none!important}
html{color-scheme:light}
body{margin:0;padding:1.5rem 1rem 0;min-height:100vh;display:flex;flex-direction:column;background:#eef1f4;color:#1c2127;font:1rem/1.5 "Segoe UI",system-ui,sans-serif;overflow-wrap:anywhere}
main{width:100%;max-width:28rem;margin:auto;padding:2.5rem;background:#fff;border:1px solid #d5dae0;border-radius:.5rem}
footer{padding:1rem;text-align:center;font-size:.8125rem;color:#4d5661}
header p{margin:0 0 1rem;font-weight:600;color:#4d5661}
h1{margin:0 0 .75rem;font-size:1.5rem;font-weight:600;line-height:1.25}
p{margin:0 0 1rem}
label{display:block;margin:1.25rem 0 .25rem;font-weight:600}
input[type=text],input[type=email],input[type=password],input[type=search]{display:block;width:100%;min-height:2.75rem;padding:.5rem .75rem;border:1px solid #66707b;border-radius:.25rem;background:#fff;color:inherit;font:inherit}
input[aria-invalid]{border:2px solid #b3261e}
label.check{display:flex;gap:.75rem;align-items:start;font-weight:400}
label.check input{flex:none;width:1.25rem;height:1.25rem;margin:.125rem 0 0}
button,input[type=submit]{min-height:2.75rem;padding:.5rem 1.25rem;border:1px solid #66707b;border-radius:.25rem;background:#fff;color:inherit;font:inherit;cursor:pointer}
button:hover{background:#f3f5f7}
.primary,.primary:hover,input[type=submit]{border-color:#0f5ea8;background:#0f5ea8;color:#fff}
.primary:hover,input[type=submit]:hover{background:#0b4a86}
.link{min-height:0;padding:.125rem 0;border:0;background:none;color:#0f5ea8;text-decoration:underline;text-align:left}
.link:hover{background:none;color:#0b4a86}
a{color:#0f5ea8}
:focus-visible{outline:3px solid #0f5ea8;outline-offset:2px}
.more form,.more+div form{display:inline}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;justify-content:flex-end;margin-top:1.75rem}
.more{margin-top:1.25rem}
.hint{margin:0 0 .375rem;font-size:.875rem;color:#4d5661}
.error{margin:0 0 .5rem;color:#b3261e}
.note{margin-bottom:1rem;padding:.75rem 1rem;border:1px solid #b3261e;border-left-width:.25rem;border-radius:.25rem}
details{margin-top:1.25rem;font-size:.875rem;color:#4d5661}
summary{cursor:pointer}
dl{margin:.5rem 0 0;font-size:.875rem;color:#4d5661}
dt{font-weight:600}
dd{margin:0 0 .5rem}
ul{margin:0;padding:0;list-style:none}
.permissions{border-top:1px solid #d5dae0}
.permissions li{padding:.75rem 0;border-bottom:1px solid #d5dae0}
.permissions strong{display:block;font-weight:600}
.permissions code{display:block;font-size:.8125rem;color:#4d5661}
.accounts li{display:flex;align-items:center;border-top:1px solid #d5dae0}
.accounts li:last-child{border-bottom:1px solid #d5dae0}
.account{flex:1;min-width:0;padding:.75rem .5rem;border:0;border-radius:0;text-align:left}
.account span{display:block;font-size:.875rem;color:#4d5661}
.accounts .link{margin:.5rem;font-size:.875rem}
iframe{display:none}
@media (max-width:30rem){body{padding:0;background:#fff}main{margin:0 auto;padding:1.5rem 1.25rem;border:0}.actions>*{flex:1}}`
