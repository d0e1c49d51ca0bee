/** The shop's style, inline under the page's nonce. */
export const shopStyle = `
*{box-sizing:border-box;margin:0}
body{font:400 16px/1.5 Georgia,'Noto Serif',serif;color:#2a2521;background:#fbf8f3}
header{display:flex;flex-wrap:wrap;gap:12px 24px;align-items:center;justify-content:space-between;
padding:18px clamp(16px,5vw,64px);border-bottom:1px solid #e8e0d4}
.logo{font-size:24px;letter-spacing:.02em;color:inherit;text-decoration:none}
form{display:flex;flex-wrap:wrap;gap:8px 20px;font:400 14px system-ui,sans-serif}
select,button{font:inherit;color:inherit;min-height:36px;padding:4px 10px;border:1px solid #b9ab98;border-radius:8px;background:#fff}
main{padding:0 clamp(16px,5vw,64px) 64px;max-width:1200px;margin:auto}
.hero{padding:56px 0 40px;max-width:640px}
h1{font-size:clamp(32px,5vw,52px);line-height:1.1;font-weight:400;margin-bottom:16px}
.hero p{margin-bottom:12px;color:#5c5248}
button{cursor:pointer;font:500 14px system-ui,sans-serif}
button:hover{background:#f3ece1}
:focus-visible{outline:3px solid #2f6b62;outline-offset:2px}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:32px 24px;padding:0;list-style:none}
li svg{display:block;width:100%;border-radius:14px}
h2{font-size:18px;font-weight:400;margin-top:12px}
li p{color:#6b5f53;font:400 15px system-ui,sans-serif;margin:2px 0 10px}
footer{padding:24px clamp(16px,5vw,64px) 96px;color:#6b5f53;font:400 13px system-ui,sans-serif}
`
