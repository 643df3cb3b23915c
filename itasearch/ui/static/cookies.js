// Keeps each value in a cookie of this browser for a year; ui/kit/who.py reads them next time.
export default ({ data }) => {
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  for (const [name, value] of Object.entries(data)) {
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; SameSite=Lax${secure}`;
  }
};
