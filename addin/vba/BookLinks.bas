Attribute VB_Name = "BookLinks"
Option Explicit
Option Private Module

' A workbook made on another computer names the Arrears.xlam of that computer in its formulas; they are turned to this
' one. Nothing else in the workbook is touched, and it does not count as changed.
Public Sub TurnLinks(ByVal book As Object, ByVal here As String)
    Dim links As Variant, link As Variant, saved As Boolean
    On Error GoTo done
    links = book.LinkSources(1)
    If IsEmpty(links) Then Exit Sub
    saved = book.Saved
    For Each link In links
        If IsOurs(CStr(link)) And StrComp(CStr(link), here, vbTextCompare) <> 0 Then book.ChangeLink CStr(link), here, 1
    Next link
    book.Saved = saved
done:
End Sub

Public Function IsOurs(ByVal path As String) As Boolean
    Dim start As Long
    start = InStrRev(Replace(path, "/", "\"), "\")
    IsOurs = LCase$(Mid$(path, start + 1)) = "arrears.xlam"
End Function
