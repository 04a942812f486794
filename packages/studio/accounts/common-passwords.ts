/** The commonest passwords of ten characters and more, from the lists of leaked ones; shorter ones are refused for their length. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `1234567890 12345678910 123456789a 1234567891 0123456789 0987654321 9876543210 1111111111 0000000000 1122334455 1212121212 1234554321
1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc q1w2e3r4t5 q1w2e3r4t5y6 qwertyuiop qwertyuiop123 qwerty1234 qwerty12345 qwerty123456
qwertyqwerty asdfghjkl1 asdfghjkl; asdfghjkl123 asdfasdfasdf zxcvbnm123 zaq12wsxcde abcdefghij abcdefghijk abcd123456 abc123456789
abc1234567 a123456789 a1234567890 aa123456789 aaaaaaaaaa password01 password10 password11 password12 password123 password1234
password12345 password123456 password2020 password2021 password2022 password2023 password2024 password2025 password2026 passwordpassword
password!! password1! passw0rd123 p@ssw0rd12 p@ssw0rd123 p@ssword123 pa55word123 mypassword mypassword1 letmein123 letmein1234 letmeinnow
welcome123 welcome1234 welcome2024 welcome2025 welcome2026 iloveyou12 iloveyou123 iloveyou1234 iloveyouforever princess123 sunshine123
football123 baseball123 superman123 batman12345 spiderman1 dragon1234 monkey1234 michael123 jennifer123 changeme123 changeme1234 adminadmin
administrator admin12345 admin123456 admin1234567 rootroot123 test123456 testtest123 testpassword secret1234 trustno1trustno1
correcthorsebatterystaple unbelievable everything mississippi california1 manchester1 liverpool1 basketball basketball1 volleyball
computer123 internet123 pokemon123 minecraft123 starwars123 charlie123 jordan12345 filmstudio aifilmstudio`
    .split(/\s+/)
    .filter((word) => word.length >= 10),
);
