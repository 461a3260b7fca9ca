Attribute VB_Name = "MacTask"
Option Explicit
Option Private Module

Public Function OnMac() As Boolean
    #If Mac Then
        OnMac = True
    #End If
End Function

' Excel on macOS may start another program only through a script in a folder of its own; "arrears install" puts it
' there.
Public Sub RunOnMac(ByVal command As String)
    #If Mac Then
        On Error GoTo missing
        AppleScriptTask "Arrears.applescript", "runCommand", command
        Exit Sub
missing:
        Say Said("addin.no-script")
    #End If
End Sub
